;;; eglot.el --- Emacs repairs a Dockerfile with Eglot. Run by `emacs --batch -l'. -*- lexical-binding: t -*-

(require 'package)
(package-initialize) ; Debian's packages of Emacs Lisp
(require 'cl-lib)
(require 'dockerfile-mode)
(require 'eglot)

(setq create-lockfiles nil
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil
      eglot-connect-timeout 20
      eglot-sync-connect 20
      flymake-no-changes-timeout 0.1
      make-backup-files nil)
(add-to-list 'eglot-server-programs
             `(dockerfile-mode . (,(getenv "DOCKWRIGHT_PYTHON") "-m" "dockwright" "server")))

(defun until (what predicate)
  "Wait for PREDICATE to hold, while messages arrive and timers run, and return its value."
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall predicate))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (unless value
      (message "timed out: %s\n%S\n%s" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics)) (buffer-string))
      (kill-emacs 1))
    value))

(defun of-rule (rule)
  "The finding of RULE, if there is one."
  (cl-find-if (lambda (each) (string-search (format "[%s]" rule) (flymake-diagnostic-text each)))
              (flymake-diagnostics)))

(defun choose (title)
  "A stand-in for the user who chooses the code action with TITLE in its name."
  (lambda (_prompt items &rest _)
    (or (car (cl-find-if (lambda (item) (string-search title (car item))) items))
        (error "Nothing of %s in %S" title (mapcar #'car items)))))

(find-file (getenv "DOCKWRIGHT_FILE"))
(call-interactively #'eglot)
(until "the server" #'eglot-current-server)
(flymake-start)

(let (hovers texts)
  (mapc
   (lambda (step)
     (let* ((rule (gethash "rule" step))
            (found (until (concat "a finding of " rule) (lambda () (of-rule rule))))
            (start (flymake-diagnostic-beg found)))
       (push (cons (intern rule) (buffer-substring-no-properties start (flymake-diagnostic-end found))) texts)
       (goto-char start)
       (let ((hover (jsonrpc-request (eglot--current-server-or-lose)
                                     :textDocument/hover (eglot--TextDocumentPositionParams))))
         (push (cons (intern rule) (plist-get (plist-get hover :contents) :value)) hovers))
       (cl-letf ((last-nonmenu-event ?x) ; chosen by name and not by mouse
                 ((symbol-function 'completing-read) (choose (gethash "title" step))))
         (eglot-code-actions start (flymake-diagnostic-end found) "quickfix" t))
       (save-buffer) ; without a terminal Emacs is never idle, which is when Eglot sends changes
       (until (concat "no finding of " rule) (lambda () (not (of-rule rule))))))
   (json-parse-string (getenv "DOCKWRIGHT_STEPS")))
  (with-temp-file (getenv "DOCKWRIGHT_REPORT")
    (insert (json-encode `((hovers . ,hovers) (texts . ,texts))))))

(eglot-shutdown (eglot-current-server))
