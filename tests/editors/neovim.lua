-- Neovim 0.11 and newer: repairs a Dockerfile with the client that is built in. Run by `nvim --headless --clean -l`.
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

vim.lsp.config("dockwright", {
  cmd = { os.getenv("DOCKWRIGHT_PYTHON"), "-m", "dockwright", "server" },
  filetypes = { "dockerfile" },
  root_dir = vim.fs.dirname(file),
})
vim.lsp.enable("dockwright")
vim.cmd("filetype on")
vim.cmd.edit(vim.fn.fnameescape(file))

local report = { hovers = {}, texts = {} }
for _, step in ipairs(vim.json.decode(os.getenv("DOCKWRIGHT_STEPS"))) do
  until_("a finding of " .. step.rule, function() return of_rule(step.rule) end)
  local found = of_rule(step.rule)
  local lines = vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {})
  report.texts[step.rule] = table.concat(lines, "\n")
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  report.encoding = client.offset_encoding
  report.hovers[step.rule] = client:request_sync("textDocument/hover", position, patience).result.contents.value
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { "quickfix" } },
    filter = function(action) return action.title:find(step.title, 1, true) ~= nil end,
  })
  until_("no finding of " .. step.rule, function() return not of_rule(step.rule) end)
end

vim.cmd.write()
vim.fn.writefile({ vim.json.encode(report) }, report_file)

vim.lsp.get_clients({ bufnr = 0 })[1]:stop()
until_("the end of the server", function() return #vim.lsp.get_clients() == 0 end)
vim.cmd("qall!")
