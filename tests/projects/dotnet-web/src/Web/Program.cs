var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => Core.Answer.Text);
app.Run();
