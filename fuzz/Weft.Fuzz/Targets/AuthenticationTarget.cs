using System.Text;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Fuzz.Targets;

/// <summary>Signed PDUs: what verifies comes out the same when it is signed again, what does not may be signed and verifies then.</summary>
public static class AuthenticationTarget
{
    private static readonly AuthenticationKey[] Keys =
    [
        Key(1, AuthenticationAlgorithm.HmacSha256, "Key5310"),
        Key(2, AuthenticationAlgorithm.HmacMd5, "LinkKey1"),
        Key(3, AuthenticationAlgorithm.HmacMd5, "AreaKey1"),
        Key(4, AuthenticationAlgorithm.HmacSha224, "other"),
        Key(65535, AuthenticationAlgorithm.HmacSha1, "a-key-that-is-longer-than-twenty-octets!"),
    ];

    private static readonly KeyChain Chain = new(Keys, sendId: 1);

    public static FuzzTarget Authentication { get; } = new("isis-authentication", Seeds, Run);

    private static IReadOnlyList<byte[]> Seeds() =>
        [.. Corpus.LlcPayloads().Where(static payload => payload is [0xFE, 0xFE, 3, ..]).Select(static payload => payload[LlcHeader.Length..])];

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (IsisPdu.TryParse(input, out IsisPdu pdu) != IsisFault.None)
        {
            return;
        }

        AuthenticationVerdict verdict = IsisAuthentication.Verify(pdu, Chain, out AuthenticationKey? signer);
        Check.True(verdict == AuthenticationVerdict.Accepted == signer is not null, "a signer without a verdict, or the other way round");
        byte[] copy = pdu.Bytes.ToArray();
        if (signer is not null)
        {
            Check.True(IsisAuthentication.Sign(copy, signer), "what verified cannot be signed");
            Check.Same(pdu.Bytes, copy, "signed again");
            return;
        }

        foreach (AuthenticationKey key in Keys)
        {
            if (IsisAuthentication.Sign(copy, key))
            {
                Check.True(IsisPdu.TryParse(copy, out IsisPdu signed) == IsisFault.None, "a signed PDU does not parse");
                AuthenticationVerdict again = IsisAuthentication.Verify(signed, Chain, out _);
                Check.True(again is AuthenticationVerdict.Accepted or AuthenticationVerdict.PurgeWithContent, "a signed PDU does not verify");
            }
        }
    }

    private static AuthenticationKey Key(ushort id, AuthenticationAlgorithm algorithm, string secret) => new(id, algorithm, Encoding.ASCII.GetBytes(secret));
}
