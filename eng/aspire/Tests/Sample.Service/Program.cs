var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/health", () => "ok");
app.MapGet("/greeting", (IConfiguration configuration) => configuration["GREETING"]);

app.Run();
