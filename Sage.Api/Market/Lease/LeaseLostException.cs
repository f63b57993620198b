namespace Sage.Api.Market.Lease;

/// <summary>Another process leads: what this one was about to write must not be written.</summary>
internal sealed class LeaseLostException(string message) : Exception(message);
