using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>Says in one line which keys there are, and never what is secret about them.</summary>
public static class KeySummary
{
    public static string Of(IsisKeys keys) => $"hellos: {Describe(keys.Link)}; link-state data: {Describe(keys.Area)}";

    private static string Describe(KeyChain? chain)
    {
        if (chain is null)
        {
            return "not signed and not verified";
        }

        string others = string.Join(", ", chain.Keys.Where(key => key != chain.Send).Select(Describe));
        return $"signed with key {Describe(chain.Send)}"
            + (others.Length > 0 ? $", also accepted {others}" : "")
            + (chain.PassesUnauthenticated ? ", and also accepted without any" : "");
    }

    private static string Describe(AuthenticationKey key) => $"{key.Id} {AlgorithmName.Of(key.Algorithm)}";
}
