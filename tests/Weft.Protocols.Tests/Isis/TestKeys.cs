using System.Text;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Key chains by what they are called: "1" or "1 2" are ids of keys with a secret of their own, the first of them sends.</summary>
internal static class TestKeys
{
    /// <summary>Both chains alike but for their secrets.</summary>
    public static IsisKeys Make(string ids, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256) =>
        new(Chain("link", ids, algorithm), Chain("area", ids, algorithm));

    public static KeyChain Chain(string scope, string ids, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256, bool passes = false)
    {
        AuthenticationKey[] keys = [.. ids.Split(' ').Select(id => Key(scope, ushort.Parse(id), algorithm))];
        return new KeyChain(keys, keys[0].Id, passes);
    }

    public static AuthenticationKey Key(string scope, ushort id, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256) =>
        new(id, algorithm, Encoding.ASCII.GetBytes($"{scope} {id}"));
}
