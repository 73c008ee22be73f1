-- Neovim 0.7, which knows no `vim.lsp.config` and only UTF-16: repairs a Dockerfile. Run by `nvim --headless --clean`.
local file, report_file = os.getenv("DOCKWRIGHT_FILE"), os.getenv("DOCKWRIGHT_REPORT")
local patience = 20000 -- ms

local function until_(what, is_so)
  if not vim.wait(patience, is_so, 20) then
    local seen = vim.inspect(vim.tbl_map(function(each) return each.code .. ": " .. each.message end, vim.diagnostic.get(0)))
    io.stderr:write("timed out: " .. what .. "\n" .. seen .. "\n" .. table.concat(vim.fn.getline(1, "$"), "\n") .. "\n")
    vim.cmd("cquit 1")
  end
end

local function of_rule(rule)
  return vim.tbl_filter(function(each) return each.code == rule end, vim.diagnostic.get(0))[1]
end

local function main()
  vim.cmd("filetype on")
  vim.cmd("edit " .. vim.fn.fnameescape(file))
  local id = vim.lsp.start_client({
    name = "dockwright",
    cmd = { os.getenv("DOCKWRIGHT_PYTHON"), "-m", "dockwright", "server" },
    root_dir = vim.fn.fnamemodify(file, ":h"),
  })
  vim.lsp.buf_attach_client(0, id)

  local report = { encoding = vim.lsp.get_client_by_id(id).offset_encoding, hovers = {}, texts = {} }
  for _, step in ipairs(vim.fn.json_decode(os.getenv("DOCKWRIGHT_STEPS"))) do
    until_("a finding of " .. step.rule, function() return of_rule(step.rule) end)
    local found = of_rule(step.rule)
    local lines = vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {})
    report.texts[step.rule] = table.concat(lines, "\n")
    vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
    local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), patience)
    report.hovers[step.rule] = answers[id].result.contents.value
    vim.ui.select = function(items, _, on_choice)
      for index, item in ipairs(items) do
        if item[2].title:find(step.title, 1, true) then
          return on_choice(item, index)
        end
      end
    end
    vim.lsp.buf.code_action({ only = { "quickfix" } })
    until_("no finding of " .. step.rule, function() return not of_rule(step.rule) end)
  end

  vim.cmd("write")
  vim.fn.writefile({ vim.fn.json_encode(report) }, report_file)

  vim.lsp.stop_client(id)
  until_("the end of the server", function() return #vim.lsp.get_active_clients() == 0 end)
  vim.cmd("qall!")
end

-- An error would leave the editor open.
local done, problem = xpcall(main, debug.traceback)
if not done then
  io.stderr:write(problem .. "\n")
  vim.cmd("cquit 1")
end
