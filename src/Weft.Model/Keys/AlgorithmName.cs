using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>What the algorithms are called in key files and in tables.</summary>
public static class AlgorithmName
{
    /// <summary>All names, in the order of the algorithms.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<AuthenticationAlgorithm>().Select(Of)];

    public static string Of(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.HmacMd5 => "hmac-md5",
        AuthenticationAlgorithm.HmacSha1 => "hmac-sha-1",
        AuthenticationAlgorithm.HmacSha224 => "hmac-sha-224",
        AuthenticationAlgorithm.HmacSha256 => "hmac-sha-256",
        AuthenticationAlgorithm.HmacSha384 => "hmac-sha-384",
        _ => "hmac-sha-512",
    };

    /// <summary>Finds the algorithm of a name; false when there is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out AuthenticationAlgorithm algorithm)
    {
        foreach (AuthenticationAlgorithm one in Enum.GetValues<AuthenticationAlgorithm>())
        {
            if (name.SequenceEqual(Of(one)))
            {
                algorithm = one;
                return true;
            }
        }

        algorithm = default;
        return false;
    }
}
