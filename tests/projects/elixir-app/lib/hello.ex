defmodule Hello do
  @moduledoc "Answers every request with one line."
  use Application

  @answer "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n"

  def start(_type, _arguments) do
    Supervisor.start_link([{Task, &listen/0}], strategy: :one_for_one)
  end

  defp listen do
    {:ok, listener} = :gen_tcp.listen(8080, [:binary, active: false, reuseaddr: true])
    accept(listener)
  end

  defp accept(listener) do
    {:ok, client} = :gen_tcp.accept(listener)
    {:ok, _request} = :gen_tcp.recv(client, 0)
    :gen_tcp.send(client, @answer)
    :gen_tcp.close(client)
    accept(listener)
  end
end
