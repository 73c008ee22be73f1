// Answers every request with one line.
Deno.serve({ port: 8080 }, () => new Response("hello\n"));
