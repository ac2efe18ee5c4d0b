using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>One leaf of the explored fabric: a real hosts engine, and around it as much of a node as it takes: the kernel's bindings and its
/// set of seen hosts, which outlive the daemon, the database of the others' LSPs, and the LSP of its own.</summary>
internal sealed partial class LeafNode
{
    /// <summary>No port.</summary>
    public const byte Unbound = 0xFF;

    /// <summary>A probe that is sent to all.</summary>
    public const byte Everybody = 0xFF;

    /// <summary>So long a restarted IS-IS waits for neighbours before it speaks, and so long it keeps what its earlier life announced.</summary>
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _recoveryGrace = TimeSpan.FromSeconds(30);

    private readonly ExploredFabric _fabric;
    private readonly int _leaf;
    private readonly BrokenRule _broken;
    private readonly ClaimPair[] _database;
    private readonly byte[] _winners;
    private readonly byte[] _boundPort;
    private readonly byte[] _boundMac;
    private readonly byte[] _leftPort;
    private readonly Instant[] _leftUntil;
    private readonly bool[] _carrier = [true, true];
    private HostsEngine? _engine;
    private Instant _now = new(1_000_000_000_000);
    private Instant _startUntil = Instant.Never;
    private Instant _graceUntil = Instant.Never;
    private ClaimPair _own;
    private ClaimPair _leftovers;
    private ushort _seen;
    private byte _reach;
    private bool _isHeld;
    private bool _isSynchronized;
    private bool _isRecovered = true;

    public LeafNode(ExploredFabric fabric, int leaf, BrokenRule broken)
    {
        _fabric = fabric;
        _leaf = leaf;
        _broken = broken;
        _database = new ClaimPair[fabric.Leaves];
        _winners = new byte[fabric.Addresses];
        _boundPort = Enumerable.Repeat(Unbound, fabric.Addresses).ToArray();
        _boundMac = new byte[fabric.Addresses];
        _leftPort = Enumerable.Repeat(Unbound, fabric.Addresses).ToArray();
        _leftUntil = new Instant[fabric.Addresses];
        Boot();
        for (int other = 0; other < fabric.Leaves; other++)
        {
            SetReach(other, isReachable: true);
        }

        Synchronize();
        _graceUntil = Instant.Never;
        _isRecovered = true;
    }

    /// <summary>The bit in <see cref="LeafState.Seen"/> of a host at a port.</summary>
    public static ushort SeenBit(int port, int address, int mac) =>
        (ushort)(1 << ((((port * ExplorationBounds.MaximumAddresses) + address) * ExploredFabric.Macs) + mac));

    /// <summary>Lets one thing happen; what the leaf does is in <see cref="Probes"/> and <see cref="Events"/> afterwards.</summary>
    public void Take(in LeafInput input)
    {
        Probes.Clear();
        Events.Clear();
        switch (input.Kind)
        {
            case LeafInputKind.Pass:
                Pass(input.Value);
                break;
            case LeafInputKind.Deliver:
                Deliver(input.A, new ClaimPair((uint)input.Value));
                break;
            case LeafInputKind.Reach:
                SetReach(input.A, input.B != 0);
                break;
            case LeafInputKind.Hear:
                Hear(input.A, input.B, input.C, (EvidenceKind)input.Value);
                break;
            case LeafInputKind.Carrier:
                SetCarrier(input.A, input.B != 0);
                break;
            case LeafInputKind.Crash:
                Crash();
                break;
            case LeafInputKind.Restart:
                Boot();
                break;
            case LeafInputKind.Recover:
                Recover(new ClaimPair((uint)input.Value));
                break;
            case LeafInputKind.Synchronize:
                Synchronize();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(input));
        }
    }

    private HostsEngine Engine => _engine ?? throw new InvalidOperationException("a dead daemon was asked to do something");

    private void Pass(long nanoseconds)
    {
        _now = new Instant(_now.Nanoseconds + nanoseconds);
        if (_engine is null)
        {
            return;
        }

        if (_now >= Engine.ExactDeadline)
        {
            Engine.HandleTimer(_now, this);
        }

        if (_now >= _startUntil)
        {
            Synchronize();
        }

        if (_now >= _graceUntil)
        {
            _graceUntil = Instant.Never;
            _leftovers = ClaimPair.None;
        }
    }

    /// <summary>Compares two versions of an LSP as IS-IS does: first what is gone, then what is new or different.</summary>
    private void Deliver(int origin, ClaimPair claims)
    {
        ClaimPair before = _database[origin];
        _database[origin] = claims;
        for (int address = 0; address < _fabric.Addresses; address++)
        {
            if (before.Has(address) && !claims.Has(address))
            {
                HearWithdrawal(origin, address);
            }
        }

        for (int address = 0; address < _fabric.Addresses; address++)
        {
            if (claims.Has(address) && claims.Of(address) != before.Of(address))
            {
                HostClaim claim = Bend(claims, address).Claim(address, _fabric.SegmentOf(origin));
                Engine.HandleClaim(_now, _fabric.SystemIdOf(origin), claim, this);
            }
        }
    }

    private void HearWithdrawal(int origin, int address)
    {
        HostKey key = new(VrfId.Default, ExploredFabric.Address(address));
        for (int other = 0; other < _fabric.Leaves; other++)
        {
            if (other == origin || _broken == BrokenRule.WithdrawalHurtsOthers)
            {
                Engine.HandleClaimWithdrawn(_now, _fabric.SystemIdOf(other), key, this);
            }
        }
    }

    private void SetReach(int other, bool isReachable)
    {
        _reach = (byte)(isReachable ? _reach | (1 << other) : _reach & ~(1 << other));
        if (other != _leaf && (isReachable || _broken != BrokenRule.UnreachableClaimsCompete))
        {
            Engine.HandleReach(_fabric.SystemIdOf(other), isReachable);
            Engine.SettleReach(_now, this);
        }
    }

    private void Hear(int port, int address, int mac, EvidenceKind kind)
    {
        HostAttachment at = new(new PortIndex((ushort)port), VlanId.Untagged, _fabric.SegmentOf(_leaf), ExploredFabric.Mac(mac));
        if (kind == EvidenceKind.Data)
        {
            _seen |= SeenBit(port, address, mac);
        }

        if (_engine is null || (kind == EvidenceKind.ProbeAnswer && _broken == BrokenRule.DeafToAnswers))
        {
            return;
        }

        if (kind == EvidenceKind.Rarp)
        {
            Engine.ObserveMac(_now, at, this);
        }
        else
        {
            bool isTrusted = kind == EvidenceKind.Data && _broken == BrokenRule.TrustDataAfterYield;
            Engine.Observe(_now, at, ExploredFabric.Address(address), isTrusted ? EvidenceKind.Announcement : kind, this);
        }
    }

    private void SetCarrier(int port, bool up)
    {
        _carrier[port] = up;
        if (_engine is not null)
        {
            ReportPort(port);
        }
    }

    private void ReportPort(int port)
    {
        PortStatus status = new(_carrier[port], MacAddress.Parse("02:aa:00:00:00:01"), IpAddress.Parse("fe80::aa"), 1500);
        Engine.HandlePort(_now, new PortIndex((ushort)port), status, this);
    }

    private void Crash()
    {
        _engine = null;
        _startUntil = _graceUntil = Instant.Never;
        _reach = 0;
        _isHeld = _isSynchronized = false;
        _own = _leftovers = ClaimPair.None;
        Array.Clear(_database);
        Array.Clear(_winners);
        Array.Clear(_leftUntil);
    }

    private void Boot()
    {
        _engine = new HostsEngine(_fabric.PlanOf(_leaf), new RandomSource((ulong)_leaf));
        _isHeld = true;
        _isRecovered = false;
        _reach = (byte)(1 << _leaf);
        _startUntil = _now + _startTimeout;
        Engine.Start(_now);
        Adopt();
        for (int port = 0; port < ExploredFabric.Ports; port++)
        {
            ReportPort(port);
        }
    }

    private void Adopt()
    {
        for (int address = 0; address < _fabric.Addresses; address++)
        {
            if (_boundPort[address] == Unbound)
            {
                continue;
            }

            if (_broken == BrokenRule.RestartForgetsHosts)
            {
                _boundPort[address] = Unbound;
                continue;
            }

            BindingRow row = new(ExploredFabric.Mac(_boundMac[address]), new PortIndex(_boundPort[address]), VrfId.Default);
            Engine.Adopt(_now, new AdoptedBinding(new BindingKey(_fabric.SegmentOf(_leaf), ExploredFabric.Address(address)), row), this);
        }
    }

    private void Recover(ClaimPair claims)
    {
        if (_isRecovered)
        {
            return;
        }

        // Long after the start an LSP of the earlier life is not taken over any more, but outbid; its epochs count all the same.
        _isRecovered = true;
        _leftovers = _isSynchronized && _graceUntil == Instant.Never ? ClaimPair.None : claims;
        for (int address = 0; address < _fabric.Addresses; address++)
        {
            if (claims.Has(address) && _broken != BrokenRule.RestartAtEpochZero)
            {
                Engine.HandleRecoveredClaim(_now, claims.Claim(address, _fabric.SegmentOf(_leaf)), this);
            }
        }
    }

    private void Synchronize()
    {
        if (_isSynchronized)
        {
            return;
        }

        _isSynchronized = true;
        _isHeld = false;
        _startUntil = Instant.Never;
        _graceUntil = _now + _recoveryGrace;
        Engine.Synchronized(_now, this);
    }
}
