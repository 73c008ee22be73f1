# Answers every request with one line.
require "bundler/setup"
require "webrick"

server = WEBrick::HTTPServer.new(Port: Integer(ENV.fetch("PORT", "8080")))
server.mount_proc("/") { |_, response| response.body = "hello\n" }
trap("TERM") { server.shutdown }
server.start
