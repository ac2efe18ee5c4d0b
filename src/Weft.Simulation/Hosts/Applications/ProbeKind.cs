namespace Weft.Simulation;

/// <summary>What a flow of probes is made of.</summary>
public enum ProbeKind : byte
{
    /// <summary>UDP datagrams; the receiver notes their arrival.</summary>
    OneWay,

    /// <summary>UDP datagrams that the receiver sends back; the sender notes the arrival of the answer.</summary>
    Answered,

    /// <summary>ICMP echo; the sender notes the arrival of the reply.</summary>
    Ping,
}
