using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The hosts that a classic router has asked for, and the packets that wait for an answer.</summary>
internal sealed class ClassicNeighbors
{
    private readonly Dictionary<(VlanId Vlan, IpAddress Address), MacAddress> _known = [];
    private readonly List<Question> _open = [];

    /// <summary>When a question has to be asked again.</summary>
    public Instant Due
    {
        get
        {
            Instant due = Instant.Never;
            foreach (Question question in _open)
            {
                due = Instant.Min(due, question.Due);
            }

            return due;
        }
    }

    public bool TryGet(VlanId vlan, IpAddress address, out MacAddress mac) => _known.TryGetValue((vlan, address), out mac);

    public void Clear()
    {
        _known.Clear();
        _open.Clear();
    }

    /// <summary>Lets a packet wait; true when its destination has to be asked for.</summary>
    public bool Wait(Instant now, VlanId vlan, IpAddress address, ReadOnlySpan<byte> frame)
    {
        Question? question = Find(vlan, address);
        bool isNew = question is null;
        if (question is null)
        {
            question = new Question(vlan, address) { Due = now + ClassicTiming.Retransmit };
            _open.Add(question);
        }

        if (question.Waiting.Count < ClassicTiming.WaitingPackets)
        {
            question.Waiting.Enqueue(frame.ToArray());
        }

        return isNew;
    }

    /// <summary>Somebody says where an address is: believed for what was asked, and where it corrects what is known.</summary>
    /// <returns>The packets that waited for it.</returns>
    public Queue<byte[]>? Learn(VlanId vlan, IpAddress address, MacAddress mac, bool isNew)
    {
        Question? question = Find(vlan, address);
        bool isKnown = _known.ContainsKey((vlan, address));
        if ((question is null && !isKnown && !isNew) || (!isKnown && _known.Count >= ClassicTiming.NeighborLimit))
        {
            return null;
        }

        _known[(vlan, address)] = mac;
        if (question is null)
        {
            return null;
        }

        _open.Remove(question);
        return question.Waiting;
    }

    /// <summary>Calls for each question that has to be asked again; those asked often enough are given up.</summary>
    public void HandleTimer(Instant now, Action<VlanId, IpAddress> ask)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            Question question = _open[i];
            if (question.Due > now)
            {
                continue;
            }

            if (++question.Asked >= ClassicTiming.Questions)
            {
                _open.RemoveAt(i);
                continue;
            }

            question.Due = now + ClassicTiming.Retransmit;
            ask(question.Vlan, question.Address);
        }
    }

    private Question? Find(VlanId vlan, IpAddress address)
    {
        foreach (Question question in _open)
        {
            if (question.Vlan == vlan && question.Address == address)
            {
                return question;
            }
        }

        return null;
    }

    private sealed class Question(VlanId vlan, IpAddress address)
    {
        public VlanId Vlan => vlan;

        public IpAddress Address => address;

        public Queue<byte[]> Waiting { get; } = new();

        public Instant Due { get; set; }

        public int Asked { get; set; }
    }
}
