using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>Cuts the log of a resource into messages that stay far below the limit of the dashboard's reader.</summary>
internal static class ConsoleLogMessages
{
    /// <summary>A character is at most three bytes in UTF-8, so that a message stays under 4 MB.</summary>
    public const int MaxCharacters = 1024 * 1024;

    public static async IAsyncEnumerable<Proto.WatchResourceConsoleLogsUpdate> From(IAsyncEnumerable<IReadOnlyList<LogLine>> batches, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            var message = new Proto.WatchResourceConsoleLogsUpdate();
            var characters = 0;
            foreach (var line in batch)
            {
                var text = line.Content.Length > MaxCharacters ? line.Content[..MaxCharacters] : line.Content;
                if (characters + text.Length > MaxCharacters && message.LogLines.Count > 0)
                {
                    yield return message;
                    message = new Proto.WatchResourceConsoleLogsUpdate();
                    characters = 0;
                }

                message.LogLines.Add(new Proto.ConsoleLogLine { Text = text, IsStdErr = line.IsErrorMessage, LineNumber = line.LineNumber });
                characters += text.Length;
            }

            if (message.LogLines.Count > 0)
            {
                yield return message;
            }
        }
    }
}
