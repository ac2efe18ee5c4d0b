namespace Weft.Model;

/// <summary>What a rule of a policy does with what it matches.</summary>
public enum PolicyAction : byte
{
    Allow,
    Deny,
}
