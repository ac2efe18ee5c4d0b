using Weft.Wire;

namespace Weft.Model;

/// <summary>The manager's word that a host is about to be at a port.</summary>
/// <param name="Port">The port.</param>
/// <param name="Mac">The host.</param>
/// <param name="Lifetime">For how long the word holds.</param>
public readonly record struct HostExpectation(PortIndex Port, MacAddress Mac, TimeSpan Lifetime)
{
    /// <summary>For how long it holds unless the manager says otherwise, in seconds.</summary>
    public const int UsualSeconds = 300;
}
