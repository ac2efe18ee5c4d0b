namespace Weft.Model;

/// <summary>The kinds of scalar that the format knows.</summary>
public enum ScalarKind : byte
{
    /// <summary>A whole number within a range.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A number and its unit: <c>500ms</c>, <c>3s</c>, <c>20m</c>, <c>1h</c>.</summary>
    Duration,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A name of something in the fabric.</summary>
    Name,

    /// <summary>The name of a network interface (at most 15 characters, as the kernel has it).</summary>
    InterfaceName,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>An address with its prefix length.</summary>
    AddressWithLength,

    /// <summary>A prefix without host bits.</summary>
    Prefix,

    /// <summary>A MAC address.</summary>
    Mac,

    /// <summary>An IS-IS system id.</summary>
    SystemId,

    /// <summary>A link: <c>leaf1 -- spine1</c>.</summary>
    Link,

    /// <summary>A node and its port: <c>leaf1:swp1</c>.</summary>
    PortReference,

    /// <summary>The path of a file.</summary>
    FilePath,

    /// <summary>A kind of traffic: <c>tcp/443</c>.</summary>
    Service,

    /// <summary>A rate in bits per second.</summary>
    Rate,

    /// <summary>A differentiated services codepoint.</summary>
    DiffServ,

    /// <summary>A name, a MAC address, an address or a prefix.</summary>
    Member,
}
