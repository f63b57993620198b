using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Dashboard.Proto;
using Google.Protobuf;

namespace Aspire.Hosting.Tests.Dashboard.Interactions;

public sealed class FileInputTests : IDisposable
{
    private readonly TestUser _user = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task A_file_that_the_user_picks_reaches_the_caller()
    {
        var prompt = Ask(maxBytes: 7);
        var shown = await _user.SeesAsync();
        var id = await UploadAsync(shown.InteractionId, "../../data.csv", "a,b", ",c");
        await _user.FillsInAsync(shown.InteractionId, ("file", Reference(id, "data.csv")));

        var file = Assert.Single((await prompt).Data!.Files!);
        Assert.Equal((7L, ".csv", true), (shown.InputsDialog.InputItems[0].MaxFileSize, shown.InputsDialog.InputItems[0].FileFilter, shown.InputsDialog.InputItems[0].AllowMultipleFiles));
        Assert.Equal(("data.csv", "data.csv", id), (file.Name, Path.GetFileName(file.FilePath), file.Id));
        Assert.Equal("a,b,c"u8.ToArray(), await file.ReadAllBytesAsync(Cancellation));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file.FilePath)!));
        }
    }

    [Fact]
    public async Task A_file_that_was_never_uploaded_does_not_count()
    {
        var prompt = Ask();
        var shown = await _user.SeesAsync();
        await _user.FillsInAsync(shown.InteractionId, ("file", Reference("/etc/passwd", "passwd")));

        Assert.Equal(["Value is required."], (await _user.SeesAsync()).InputsDialog.InputItems[0].ValidationErrors);
        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, Complete = new() });
        Assert.True((await prompt).Canceled);
    }

    [Theory]
    [InlineData(null, "is longer than 10 bytes.")]
    [InlineData(3L, "is longer than 3 bytes.")]
    public async Task A_file_that_is_too_long_is_refused(long? maxBytes, string message)
    {
        _ = Ask(maxBytes);
        var shown = await _user.SeesAsync();

        var error = await Assert.ThrowsAsync<GrpcException>(() => UploadAsync(shown.InteractionId, "data.csv", "123456", "123456"));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, error.StatusCode);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "file", "data.csv", GrpcStatusCode.InvalidArgument)]
    [InlineData(77, "file", "data.csv", GrpcStatusCode.FailedPrecondition)]
    [InlineData(1, "other", "data.csv", GrpcStatusCode.FailedPrecondition)]
    [InlineData(1, "file", "", GrpcStatusCode.InvalidArgument)]
    public async Task A_file_that_nobody_asked_for_is_refused(int interaction, string input, string name, object status)
    {
        _ = Ask();
        await _user.SeesAsync();

        var error = await Assert.ThrowsAsync<GrpcException>(() => UploadAsync(interaction, name, input, ["x"]));

        Assert.Equal(status, error.StatusCode);
    }

    [Fact]
    public async Task The_files_of_a_prompt_that_is_closed_are_deleted()
    {
        var prompt = Ask();
        var shown = await _user.SeesAsync();
        var id = await UploadAsync(shown.InteractionId, "data.csv", "x");
        var path = _user.Open.Find(shown.InteractionId)!.Files[id].Content.Path;
        Assert.True(File.Exists(path));

        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, Complete = new() });

        Assert.True((await prompt).Canceled);
        Assert.False(File.Exists(path));
    }

    private Task<InteractionResult<Aspire.Hosting.InteractionInput>> Ask(long? maxBytes = null) => _user.Service.PromptInputAsync(
        "Import",
        message: null,
        new() { Name = "file", InputType = Aspire.Hosting.InputType.File, Required = true, AllowMultipleFiles = true, FileFilter = ".csv", MaxFileSize = maxBytes },
        cancellationToken: Cancellation);

    private Task<string> UploadAsync(int interaction, string name, params string[] chunks) => UploadAsync(interaction, name, "file", chunks);

    private async Task<string> UploadAsync(int interaction, string name, string input, string[] chunks)
    {
        var messages = chunks.Select((chunk, index) => index == 0
            ? new UploadFileChunk { InteractionId = interaction, FileName = name, InputName = input, Data = ByteString.CopyFromUtf8(chunk) }
            : new UploadFileChunk { Data = ByteString.CopyFromUtf8(chunk) });
        return (await _user.Answers.ReceiveAsync(messages.ToAsyncEnumerable(), Cancellation)).FileId;
    }

    private static string Reference(string id, string name) => $$"""[{"Id":"{{id}}","Name":"{{name}}"}]""";
}
