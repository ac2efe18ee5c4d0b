using System.Text;
using CsCheck;
using Weft.Wire.Isis;

namespace Weft.Model.Tests.Keys;

public sealed class KeyFileTests
{
    private const string Good = """
        # a comment
        link  send    2  hmac-sha-256  hex:00ff10

        link  accept  1  hmac-md5      text:a secret with spaces
        area  send    7  hmac-sha-512  text:x
        area  accept  unauthenticated
        """;

    [Fact]
    public void A_file_gives_both_chains()
    {
        IsisKeys keys = Load(Good).Keys!;
        Assert.Equal([(ushort)1, (ushort)2], keys.Link!.Keys.Select(static key => key.Id));
        Assert.Equal(2, keys.Link.Send.Id);
        Assert.False(keys.Link.PassesUnauthenticated);
        Assert.True(keys.Link.Find(1)!.HasSecretOf(new AuthenticationKey(1, AuthenticationAlgorithm.HmacMd5, "a secret with spaces"u8)));
        Assert.True(keys.Link.Find(2)!.HasSecretOf(new AuthenticationKey(2, AuthenticationAlgorithm.HmacSha256, [0x00, 0xFF, 0x10])));
        Assert.Equal((7, true), (keys.Area!.Send.Id, keys.Area.PassesUnauthenticated));
        Assert.Equal(
            "hellos: signed with key 2 hmac-sha-256, also accepted 1 hmac-md5; link-state data: signed with key 7 hmac-sha-512, and also accepted without any",
            KeySummary.Of(keys));
    }

    [Fact]
    public void One_chain_alone_leaves_the_other_unsigned()
    {
        IsisKeys keys = Load("area send 1 hmac-md5 text:x").Keys!;
        Assert.Null(keys.Link);
        Assert.Equal("hellos: not signed and not verified; link-state data: signed with key 1 hmac-md5", KeySummary.Of(keys));
    }

    [Theory]
    [InlineData("", "there are no keys in it")]
    [InlineData("node send 1 hmac-md5 text:tell", "line 1: the first word must be `link`")]
    [InlineData("\n# x\nlink sent 1 hmac-md5 text:tell", "line 3: the second word must be `send` or `accept`")]
    [InlineData("link send 65536 hmac-md5 text:tell", "line 1: the third word must be a key id")]
    [InlineData("link send x hmac-md5 text:tell", "line 1: the third word must be a key id")]
    [InlineData("link send 1 hmac-sha256 text:tell", "line 1: the fourth word must be an algorithm: hmac-md5, hmac-sha-1")]
    [InlineData("link send 1 hmac-sha-256 tell", "line 1: the secret must be")]
    [InlineData("link send 1 hmac-sha-256 hex:tell", "line 1: the secret must be")]
    [InlineData("link send 1 hmac-sha-256 hex:", "line 1: the secret must be")]
    [InlineData("link send 1 hmac-sha-256 hex:abc", "line 1: the secret must be")]
    [InlineData("link send 1 hmac-sha-256 text:", "line 1: the secret must be")]
    [InlineData("link send 1 hmac-sha-256", "line 1: the secret must be")]
    [InlineData("link accept unauthenticated tell", "line 1: nothing may follow")]
    [InlineData("link accept 1 hmac-md5 text:tell", "line 1: no key of the link chain says `send`")]
    [InlineData("area accept unauthenticated", "line 1: no key of the area chain says `send`")]
    [InlineData("link send 1 hmac-md5 text:tell\nlink send 2 hmac-md5 text:tell", "line 2: a second key of the link chain says `send`, the first is on line 1")]
    [InlineData("link send 1 hmac-md5 text:tell\nlink accept 1 hmac-md5 text:tell", "line 2: key id 1 of the link chain is given twice, first on line 1")]
    public void What_is_wrong_is_told_without_repeating_it(string text, string expected)
    {
        KeyFileLoad load = Load(text);
        Assert.Null(load.Keys);
        Assert.Contains(load.Faults, fault => fault.ToString().StartsWith(expected, StringComparison.Ordinal));
        Assert.All(load.Faults, static fault => Assert.DoesNotContain("tell", fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Chains_and_secrets_and_files_have_limits()
    {
        string many = string.Concat(Enumerable.Range(0, 17).Select(static id => $"link {(id == 0 ? "send" : "accept")} {id} hmac-md5 text:x\n"));
        Assert.Contains("at most 16 keys", Assert.Single(Load(many).Faults).ToString(), StringComparison.Ordinal);
        Assert.NotNull(Load($"link send 1 hmac-md5 text:{new string('x', 254)}").Keys);
        Assert.Null(Load($"link send 1 hmac-md5 text:{new string('x', 255)}").Keys);
        Assert.Null(Load(new string('#', KeyFile.MaximumLength + 1)).Keys);
    }

    [Fact]
    public void No_octets_break_the_reader()
    {
        Gen.Byte.Array[0, 200].Sample(octets => KeyFile.Load(octets) is { Keys: null } or { Faults.IsEmpty: true });
        string[] words = ["link", "area", "send", "accept", "1", "2", "hmac-md5", "hmac-sha-256", "text:x", "hex:00", "unauthenticated", "\n", "\n"];
        Gen.Int[0, words.Length - 1].Array[0, 40].Sample(picks =>
        {
            KeyFileLoad load = Load(string.Join(' ', picks.Select(pick => words[pick])));
            return load.Keys is null != load.Faults.IsEmpty;
        });
    }

    [Fact]
    public void A_rollover_goes_through_its_steps_and_keeps_what_is_not_its_business()
    {
        byte next = 0;
        byte[] Fresh(int length) => [.. Enumerable.Repeat(++next, length)];
        string fresh = KeyFileEditor.Create("hmac-sha-256", Fresh);
        Assert.Equal(
            "hellos: signed with key 1 hmac-sha-256; link-state data: signed with key 1 hmac-sha-256", KeySummary.Of(Load(fresh).Keys!));
        Assert.Equal(fresh, KeyFileEditor.Drop(fresh));
        Assert.Equal(fresh, KeyFileEditor.Switch(fresh));

        string added = KeyFileEditor.Add(fresh + "link accept unauthenticated\n", "hmac-sha-512", Fresh);
        Assert.Equal(
            "hellos: signed with key 1 hmac-sha-256, also accepted 2 hmac-sha-512, and also accepted without any; "
            + "link-state data: signed with key 1 hmac-sha-256, also accepted 2 hmac-sha-512",
            KeySummary.Of(Load(added).Keys!));

        string switched = KeyFileEditor.Switch(added);
        Assert.Equal(
            "hellos: signed with key 2 hmac-sha-512, also accepted 1 hmac-sha-256, and also accepted without any; "
            + "link-state data: signed with key 2 hmac-sha-512, also accepted 1 hmac-sha-256",
            KeySummary.Of(Load(switched).Keys!));
        Assert.True(Load(switched).Keys!.Link!.Find(1)!.HasSecretOf(Load(fresh).Keys!.Link!.Send));

        string dropped = KeyFileEditor.Drop(switched);
        Assert.Equal(
            "hellos: signed with key 2 hmac-sha-512; link-state data: signed with key 2 hmac-sha-512", KeySummary.Of(Load(dropped).Keys!));
        Assert.Equal(fresh.Split('\n')[..2], dropped.Split('\n')[..2]);
    }

    [Fact]
    public void Ids_go_on_from_the_highest_and_begin_again_behind_the_last()
    {
        string text = KeyFileEditor.Add("area send 65535 hmac-md5 text:x\narea accept 0 hmac-md5 text:y\n", "hmac-md5", static length => new byte[length]);
        Assert.Equal([(ushort)0, (ushort)1, (ushort)65535], Load(text).Keys!.Area!.Keys.Select(static key => key.Id));
    }

    private static KeyFileLoad Load(string text) => KeyFile.Load(Encoding.UTF8.GetBytes(text));
}
