using System.Runtime.Versioning;

namespace Weft.Cli.Tests;

/// <summary>What <c>weft keys</c> makes, says and refuses.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-keys-").FullName;

    private string KeyPath => Path.Combine(_folder, "isis.keys");

    [Fact]
    public void A_key_file_is_made_and_taken_through_a_rollover()
    {
        Assert.Equal((0, ""), Run("new", KeyPath) is var (exit, _, error) ? (exit, error) : default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        string secret = File.ReadAllText(KeyPath).Split("hex:")[1][..64];
        AssertSays("check", "hellos: signed with key 1 hmac-sha-256; link-state data: signed with key 1 hmac-sha-256");
        AssertSays("add", "also accepted 2 hmac-sha-256");
        AssertSays("switch", "signed with key 2 hmac-sha-256, also accepted 1 hmac-sha-256");
        AssertSays("drop", "hellos: signed with key 2 hmac-sha-256; link-state data: signed with key 2 hmac-sha-256");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.DoesNotContain(secret, File.ReadAllText(KeyPath), StringComparison.Ordinal);
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));

        void AssertSays(string command, string expected)
        {
            (int exit, string output, string error) = Run(command, KeyPath);
            Assert.Equal((0, ""), (exit, error));
            Assert.Contains(expected, output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_cannot_be_done_is_refused_and_changes_nothing()
    {
        Assert.Equal(0, Run("new", KeyPath, "--algorithm", "hmac-sha-512").Exit);
        string before = File.ReadAllText(KeyPath);
        AssertRefused("new", "exists; `weft keys add` adds keys to it");
        AssertRefused("drop", "has nothing to change");
        AssertRefused("switch", "has nothing to change");
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        AssertRefused("add", $"run: chmod 600 {KeyPath}");
        AssertRefused("check", $"run: chmod 600 {KeyPath}");

        void AssertRefused(string command, string expected)
        {
            (int exit, _, string error) = Run(command, KeyPath);
            Assert.Equal(1, exit);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllText(KeyPath));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Exit, string Output, string Error) Run(params string[] arguments) => WeftProcess.Run("", ["keys", .. arguments]);
}
