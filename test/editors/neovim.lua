-- What a person does in Neovim with a program: opens it, reads what is wrong, asks, renames, lays out.
-- Expects the globals `command`, `folder` and `answers`; writes what it saw to `answers` as JSON.
local seen = {}
local patience = 30000

local function until_(what, holds)
  if not vim.wait(patience, holds, 20) then
    error('never came: ' .. what)
  end
end

local function lines()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

-- The cursor goes to the first place of a text, and so many columns further.
local function go(text, further)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. text, 'cW') > 0, 'no ' .. text)
  local place = vim.api.nvim_win_get_cursor(0)
  vim.api.nvim_win_set_cursor(0, { place[1], place[2] + (further or 0) })
end

local function ask(method, params)
  local answers_, problem = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(0, 'utf-16'), patience)
  assert(answers_, problem)
  for _, answer in pairs(answers_) do
    assert(not answer.error, answer.error and answer.error.message)
    return answer.result
  end
end

local function diagnostics()
  return vim.tbl_map(function(each)
    return { line = each.lnum + 1, message = each.message, code = each.code or (each.user_data and each.user_data.lsp.code) }
  end, vim.diagnostic.get(0))
end

local function run()
  vim.cmd('edit ' .. folder .. '/program.loyalty')
  vim.bo.filetype = 'loyalty'
  local id = vim.lsp.start_client({ name = 'loyalty', cmd = command, root_dir = folder })
  vim.lsp.buf_attach_client(0, id)
  until_('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  seen.diagnostics = diagnostics()

  go('1 Sta', 5)
  local items = ask('textDocument/completion')
  seen.completion = vim.tbl_map(function(item) return item.label end, items.items or items)

  vim.cmd('silent %s/1 Sta /1 Star /')
  until_('no diagnostics', function() return #vim.diagnostic.get(0) == 0 end)

  go('is at least Gold', 13)
  seen.hover = ask('textDocument/hover').contents.value

  vim.lsp.buf.definition()
  until_('definition', function() return vim.api.nvim_get_current_line():find('tier Gold', 1, true) ~= nil end)
  seen.definition = vim.api.nvim_get_current_line()

  go('points Star', 7)
  vim.lsp.buf.rename('Moon')
  until_('rename', function() return lines():find('give 1 Moon', 1, true) ~= nil end)

  local format = vim.lsp.buf.formatting_sync or vim.lsp.buf.format
  format(nil, patience)
  seen.text = lines()

  go('Status is at least', 0)
  local params = vim.lsp.util.make_range_params(0, 'utf-16')
  params.context = { diagnostics = {} }
  local action = ask('textDocument/codeAction', params)[1]
  seen.action = action.title
  vim.lsp.util.apply_workspace_edit(ask('codeAction/resolve', action).edit, 'utf-16')
  seen.extracted = lines()
end

local worked, problem = pcall(run)
if not worked then seen.problem = tostring(problem) end
vim.fn.writefile({ vim.fn.json_encode(seen) }, answers)
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd('qall!')
