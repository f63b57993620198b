namespace Aspire.Hosting.ApplicationModel;

/// <summary>A console line of a resource.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>Whether anybody watches the log of a resource.</summary>
public readonly record struct LogSubscriber(string Name, bool AnySubscribers);
