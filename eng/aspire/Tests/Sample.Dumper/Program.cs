using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

var stopped = new TaskCompletionSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

// Writes down its own environment and arguments, answers every request with 200 and runs until it is told to stop or its time is over.
if (Environment.GetEnvironmentVariable("DUMP_DIR") is { } directory)
{
    var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (JsonNode?)(string?)entry.Value));
    var dump = new JsonObject { ["name"] = Environment.GetEnvironmentVariable("DUMP_NAME"), ["args"] = new JsonArray([.. args.Select(arg => (JsonNode)arg)]), ["env"] = new JsonObject(variables) };
    var file = Path.Combine(directory, $"{Environment.GetEnvironmentVariable("DUMP_NAME")}.{Environment.ProcessId}.json");
    await File.WriteAllTextAsync($"{file}.part", dump.ToJsonString());
    File.Move($"{file}.part", file);
}

var url = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';').FirstOrDefault(url => url.StartsWith("http://", StringComparison.Ordinal));
var port = url is null ? Environment.GetEnvironmentVariable("PORT") : url.Split(':')[^1].TrimEnd('/');
if (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
{
    var listener = new TcpListener(IPAddress.Loopback, number);
    listener.Start();
    _ = AnswerAsync(listener);
}

Console.WriteLine("dumper up");
if (int.TryParse(Environment.GetEnvironmentVariable("EXIT_CODE"), NumberStyles.None, CultureInfo.InvariantCulture, out var exitCode))
{
    await Task.Delay(int.Parse(Environment.GetEnvironmentVariable("EXIT_AFTER_MS") ?? "0", CultureInfo.InvariantCulture));
    return exitCode;
}

await stopped.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}

static async Task AnswerAsync(TcpListener listener)
{
    while (true)
    {
        using var client = await listener.AcceptTcpClientAsync();
        try
        {
            var stream = client.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[4096], minimumBytes: 1, throwOnEndOfStream: false);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
        }
        catch (IOException)
        {
            // The client has gone; the next one is answered all the same.
        }
    }
}
