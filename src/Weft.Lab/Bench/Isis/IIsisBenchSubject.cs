namespace Weft.Lab;

/// <summary>A routing daemon that is measured.</summary>
internal interface IIsisBenchSubject : IDisposable
{
    /// <summary>The number under which its routes are in the kernel.</summary>
    byte RouteProtocol { get; }

    /// <summary>Resident memory of its processes, in octets.</summary>
    long ResidentOctets { get; }
}
