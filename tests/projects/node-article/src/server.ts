import express from "express";

const port = Number(process.env.PORT ?? 3000);
const app = express();

app.get("/", (_request, response) => {
  response.send("Hello\n");
});

app.listen(port, () => {
  console.log(`Listening on port ${port}`);
});
