using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Weft.Testing;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

public sealed class IsisAuthenticationTests
{
    private const ushort Id = 7;

    public static TheoryData<AuthenticationAlgorithm> Algorithms => [.. Enum.GetValues<AuthenticationAlgorithm>()];

    [Fact]
    public void FRR_with_MD5_keys_is_verified_and_signed_again_octet_for_octet()
    {
        KeyChain link = Chain(Md5("LinkKey1"));
        KeyChain area = Chain(Md5("AreaKey1"));
        Dictionary<AuthenticationVerdict, int> verdicts = [];
        foreach (byte[] pdu in Pdus("isis-p2p-l1-hmac-md5"))
        {
            KeyChain chain = TypeOf(pdu) == IsisPduType.PointToPointHello ? link : area;
            AuthenticationVerdict verdict = Verify(pdu, chain);
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            if (verdict == AuthenticationVerdict.Accepted)
            {
                AssertSignedAgain(pdu, chain.Send);
            }
        }

        // isisd sends the LSP that it makes before it has read its area password unsigned, again and again.
        Assert.Equal(21, verdicts[AuthenticationVerdict.Missing]);
        Assert.Equal([AuthenticationVerdict.Accepted, AuthenticationVerdict.Missing], verdicts.Keys.Order());
    }

    [Fact]
    public void Purges_of_FRR_with_their_originator_are_verified()
    {
        KeyChain area = Chain(Md5("DomKey1"));
        int purges = 0;
        foreach (byte[] pdu in Pdus("isis-p2p-l2-md5-purge-poi").Where(static pdu => TypeOf(pdu) != IsisPduType.PointToPointHello))
        {
            AuthenticationVerdict verdict = Verify(pdu, area);
            bool isPurge = TypeOf(pdu) == IsisPduType.Level2LinkState && LspHeader.Read(pdu).IsPurge;
            Assert.True(verdict is AuthenticationVerdict.Accepted || (verdict is AuthenticationVerdict.Missing && !isPurge));
            purges += isPurge ? 1 : 0;
            if (verdict == AuthenticationVerdict.Accepted)
            {
                AssertSignedAgain(pdu, area.Send);
            }
        }

        Assert.True(purges >= 2, $"{purges} purges");
    }

    [Fact]
    public void All_digests_of_RFC_5310_are_verified_and_signed_again_octet_for_octet()
    {
        byte[][] pdus = [.. Pdus("isis-rfc5310-synthetic")];
        HashSet<int> lengths = [];
        foreach (byte[] pdu in pdus[..^1])
        {
            int digest = Digest(pdu).Length;
            lengths.Add(digest);
            AuthenticationAlgorithm algorithm = Enum.GetValues<AuthenticationAlgorithm>().Single(one => Key(1, one, "x").DigestLength == digest);
            AuthenticationKey key = Key(1, algorithm, "Key5310");
            Assert.Equal(AuthenticationVerdict.Accepted, Verify(pdu, Chain(key)));
            AssertSignedAgain(pdu, key);
            Assert.Equal(AuthenticationVerdict.BadDigest, Verify(pdu, Chain(Key(1, algorithm, "Key5311"))));
            Assert.Equal(AuthenticationVerdict.UnknownKeyId, Verify(pdu, Chain(Key(2, algorithm, "Key5310"))));
            Assert.Equal(AuthenticationVerdict.WrongAlgorithm, Verify(pdu, Chain(Key(1, AuthenticationAlgorithm.HmacMd5, "Key5310"))));
        }

        Assert.Equal([20, 28, 32, 48, 64], lengths.Order());
        AuthenticationKey last = Key(65535, AuthenticationAlgorithm.HmacSha1, "a-key-that-is-longer-than-twenty-octets!");
        Assert.True(LspHeader.Read(pdus[^1]).IsPurge);
        Assert.Equal(AuthenticationVerdict.Accepted, Verify(pdus[^1], Chain(last)));
        AssertSignedAgain(pdus[^1], last);
    }

    [Fact]
    public void Keys_that_differ_and_passwords_in_clear_text_are_told_apart()
    {
        foreach (byte[] hello in Pdus("isis-p2p-md5-mismatch"))
        {
            AuthenticationVerdict[] verdicts = [Verify(hello, Chain(Md5("KeyA"))), Verify(hello, Chain(Md5("KeyB")))];
            Assert.Equal([AuthenticationVerdict.Accepted, AuthenticationVerdict.BadDigest], verdicts.Order());
            Assert.Equal(AuthenticationVerdict.WrongAlgorithm, Verify(hello, Chain(Key(1, AuthenticationAlgorithm.HmacSha256, "KeyA"))));
        }

        AuthenticationVerdict[] clear = [.. Pdus("isis-p2p-l2-cleartext").Select(static pdu => Verify(pdu, Chain(Md5("LinkKey1")))).Distinct()];
        Assert.Contains(AuthenticationVerdict.ClearText, clear);
        Assert.DoesNotContain(AuthenticationVerdict.Accepted, clear);
    }

    // Made with another implementation of the digests: PSNPs with secrets and padding of 1 to 254 octets, their digests hashed together.
    [Theory]
    [InlineData(AuthenticationAlgorithm.HmacMd5, "4acf69ea2eaa80ae5dd6097c5f511bbde282f7316352db952fbacb336997c750")]
    [InlineData(AuthenticationAlgorithm.HmacSha1, "79d70fdf5f34523ec1c8e8f58812d6f766af86fa70087d0bd4ebf46ac1177293")]
    [InlineData(AuthenticationAlgorithm.HmacSha224, "2e4633a6b7a2e697d6af0e563c23f13b9f93604f9792c7935ebbb2f8893b49f4")]
    [InlineData(AuthenticationAlgorithm.HmacSha256, "1e11ed82676f84b28395eafc5da2a90ea30477ffaf6bd6c5eafe68e268d0180a")]
    [InlineData(AuthenticationAlgorithm.HmacSha384, "c6e9c98945bd7157d001d49bb5190c78a98bed299f607932c9f5dd1ea63fe4cd")]
    [InlineData(AuthenticationAlgorithm.HmacSha512, "0d4b935dadba228e5aa6c67271725971bc1fdf7ff6fdf8d24381bf5cb32714eb")]
    public void Digests_agree_with_another_implementation_at_every_length(AuthenticationAlgorithm algorithm, string expected)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int n = 1; n <= AuthenticationKey.MaximumSecretLength; n++)
        {
            byte[] secret = [.. Enumerable.Range(0, n).Select(i => (byte)((7 * n) + i))];
            byte[] padding = [.. Enumerable.Range(0, n).Select(static i => (byte)(i * 3))];
            byte[] pdu = MakePartial(new AuthenticationKey(Id, algorithm, secret), padding);
            all.AppendData(Digest(pdu));
        }

        Assert.Equal(expected, Convert.ToHexStringLower(all.GetHashAndReset()));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Any_single_changed_bit_of_a_signed_PDU_is_refused(AuthenticationAlgorithm algorithm)
    {
        AuthenticationKey key = Key(Id, algorithm, "secret");
        KeyChain chain = Chain(key);
        foreach (byte[] signed in new[] { MakePartial(key, [1, 2, 3]), MakeHello(key), MakeLsp(key, 1200) })
        {
            Assert.Equal(AuthenticationVerdict.Accepted, Verify(signed, chain));
            bool isLsp = TypeOf(signed) == IsisPduType.Level2LinkState;
            for (int bit = 0; bit < signed.Length * 8; bit++)
            {
                // Lifetime and checksum of an LSP are outside of the digest: relaying systems change the one, the checksum has its own proof.
                if (isLsp && (bit / 8) is 10 or 11 or 24 or 25)
                {
                    continue;
                }

                byte[] changed = [.. signed];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                bool isPdu = IsisPdu.TryParse(changed, out IsisPdu pdu) == IsisFault.None;
                Assert.False(isPdu && IsisAuthentication.Verify(pdu, chain, out _) == AuthenticationVerdict.Accepted, $"bit {bit}");
            }
        }
    }

    [Fact]
    public void Whatever_is_changed_in_a_signed_PDU_it_is_refused()
    {
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "secret");
        KeyChain chain = Chain(key);
        byte[] signed = MakeHello(key);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Byte[1, 255]).Array[1, 8].Sample(changes =>
        {
            byte[] changed = [.. signed];
            foreach ((int at, byte mask) in changes)
            {
                changed[at] ^= mask;
            }

            return changed.AsSpan().SequenceEqual(signed)
                || IsisPdu.TryParse(changed, out IsisPdu pdu) != IsisFault.None
                || IsisAuthentication.Verify(pdu, chain, out _) != AuthenticationVerdict.Accepted;
        });
    }

    [Fact]
    public void A_live_LSP_whose_lifetime_was_zeroed_is_no_purge()
    {
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "secret");
        byte[] lsp = MakeLsp(key, 1200);
        lsp.AsSpan(LspHeader.LifetimeOffset, 2).Clear();
        Assert.Equal(AuthenticationVerdict.PurgeWithContent, Verify(lsp, Chain(key)));
    }

    [Theory]
    [InlineData(AuthenticationVerdict.Accepted, IsisTlvType.PurgeOriginator, "01000000000005")]
    [InlineData(AuthenticationVerdict.Accepted, IsisTlvType.HostName, "7231")]
    [InlineData(AuthenticationVerdict.Accepted, IsisTlvType.RouterFingerprint, "00")]
    [InlineData(AuthenticationVerdict.PurgeWithContent, IsisTlvType.ExtendedIpReach, "")]
    [InlineData(AuthenticationVerdict.PurgeWithContent, (IsisTlvType)99, "")]
    public void A_purge_may_hold_what_the_registry_allows(AuthenticationVerdict expected, IsisTlvType type, string value)
    {
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "secret");
        IsisPduWriter writer = new(new byte[200], IsisPduType.Level2LinkState, new LspHeader(0, new LspId(SystemId.FromValue(5), 0, 0), 9, 0, LspFlags.Level2));
        writer.AddAuthentication(key);
        writer.Add(type, Convert.FromHexString(value));
        Assert.Equal(expected, Verify(writer.Finish().ToArray(), Chain(key)));
    }

    [Fact]
    public void An_unknown_TLV_passes_in_a_purge_beside_its_originator()
    {
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "secret");
        IsisPduWriter writer = new(new byte[200], IsisPduType.Level2LinkState, new LspHeader(0, new LspId(SystemId.FromValue(5), 0, 0), 9, 0, LspFlags.Level2));
        writer.AddAuthentication(key);
        writer.Add((IsisTlvType)99, [1]);
        writer.Add(IsisTlvType.PurgeOriginator, [1, 0, 0, 0, 0, 0, 5]);
        Assert.Equal(AuthenticationVerdict.Accepted, Verify(writer.Finish().ToArray(), Chain(key)));
    }

    [Theory]
    [InlineData("", AuthenticationVerdict.Missing)]
    [InlineData("0A00", AuthenticationVerdict.Malformed)]
    [InlineData("0A0136", AuthenticationVerdict.Malformed)]
    [InlineData("0A03030007", AuthenticationVerdict.Malformed)]
    [InlineData("0A0403000700", AuthenticationVerdict.WrongAlgorithm)]
    [InlineData("0A04030008FF", AuthenticationVerdict.UnknownKeyId)]
    [InlineData("0A0201FF", AuthenticationVerdict.ClearText)]
    [InlineData("0A01FF", AuthenticationVerdict.UnknownType)]
    [InlineData("0A0201FF0A0201FF", AuthenticationVerdict.Repeated)]
    public void What_is_wrong_with_an_authentication_TLV_is_told(string tlvs, AuthenticationVerdict expected)
    {
        IsisPduWriter writer = new(new byte[200], IsisPduType.Level2PartialSequence, new PartialSequenceHeader(new IsisNodeId(SystemId.FromValue(5), 0)));
        foreach (Tlv tlv in new TlvSequence(Convert.FromHexString(tlvs)))
        {
            writer.Add(tlv.Type, tlv.Value);
        }

        byte[] pdu = writer.Finish().ToArray();
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "secret");
        Assert.Equal(expected, Verify(pdu, Chain(key)));
        Assert.Equal(AuthenticationVerdict.PassedUnauthenticated, Verify(pdu, new KeyChain([key], Id, passesUnauthenticated: true)));
        Assert.False(IsisAuthentication.Sign(pdu, key));
    }

    [Fact]
    public void Every_key_of_a_chain_is_accepted_and_an_erased_one_is_not()
    {
        AuthenticationKey old = Md5("old");
        AuthenticationKey md5 = Key(2, AuthenticationAlgorithm.HmacMd5, "new");
        AuthenticationKey sha = Key(3, AuthenticationAlgorithm.HmacSha512, "newest");
        KeyChain chain = new([sha, md5, old], sendId: 3);
        foreach (AuthenticationKey key in chain.Keys)
        {
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(MakeHello(key), out IsisPdu pdu));
            Assert.Equal(AuthenticationVerdict.Accepted, IsisAuthentication.Verify(pdu, chain, out AuthenticationKey? signer));
            Assert.Same(key, signer);
        }

        byte[] hello = MakeHello(sha);
        chain.Erase();
        Assert.Equal(AuthenticationVerdict.BadDigest, Verify(hello, chain));
    }

    [Fact]
    public void A_secret_is_in_no_text()
    {
        AuthenticationKey key = Key(Id, AuthenticationAlgorithm.HmacSha256, "tell-nobody");
        Assert.Equal("7 HmacSha256", key.ToString());
        Assert.DoesNotContain("tell", new IsisKeys(Chain(key), null).ToString(), StringComparison.Ordinal);
        Assert.All(typeof(AuthenticationKey).GetProperties(), static property => Assert.NotEqual(typeof(byte[]), property.PropertyType));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Signing_and_verifying_allocate_nothing(AuthenticationAlgorithm algorithm)
    {
        AuthenticationKey key = Key(Id, algorithm, "secret");
        KeyChain chain = Chain(key);
        byte[] lsp = MakeLsp(key, 1200);
        long before = 0;
        int accepted = 0;
        for (int i = 0; i < 3_000; i++)
        {
            before = i == 1_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            IsisAuthentication.Sign(lsp, key);
            IsisPdu.TryParse(lsp, out IsisPdu pdu);
            accepted += IsisAuthentication.Verify(pdu, chain, out _) == AuthenticationVerdict.Accepted ? 1 : 0;
        }

        Assert.Equal(3_000, accepted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
    }

    private static KeyChain Chain(AuthenticationKey key) => new([key], key.Id);

    private static AuthenticationKey Md5(string secret) => Key(1, AuthenticationAlgorithm.HmacMd5, secret);

    private static AuthenticationKey Key(ushort id, AuthenticationAlgorithm algorithm, string secret) => new(id, algorithm, Encoding.ASCII.GetBytes(secret));

    private static IEnumerable<byte[]> Pdus(string capture)
    {
        foreach (CapturedFrame frame in Captures.Read(capture))
        {
            if (IsisFrame.TryParse(frame.Octets, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
                && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None)
            {
                yield return pdu.Bytes.ToArray();
            }
        }
    }

    private static IsisPduType TypeOf(byte[] pdu) => (IsisPduType)(pdu[4] & 0x1F);

    private static AuthenticationVerdict Verify(byte[] octets, KeyChain chain)
    {
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
        return IsisAuthentication.Verify(pdu, chain, out _);
    }

    private static ReadOnlySpan<byte> Digest(byte[] octets)
    {
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
        Assert.True(pdu.Tlvs.TryFind(IsisTlvType.Authentication, out ReadOnlySpan<byte> value));
        Assert.True(Authentication.TryRead(value, out Authentication authentication));
        return authentication.Data;
    }

    /// <summary>Wipes the digest and, of a live LSP, the checksum; signing brings both back.</summary>
    private static void AssertSignedAgain(byte[] pdu, AuthenticationKey key)
    {
        byte[] again = [.. pdu];
        int offset = pdu.AsSpan().IndexOf(Digest(pdu));
        again.AsSpan(offset, key.DigestLength).Fill(0xEE);
        bool isLiveLsp = TypeOf(pdu) is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState && !LspHeader.Read(pdu).IsPurge;
        Assert.True(IsisAuthentication.Sign(again, key));
        if (isLiveLsp)
        {
            again.AsSpan(24, 2).Clear();
            LspChecksum.Store(again);
        }

        Assert.Equal(Convert.ToHexString(pdu), Convert.ToHexString(again));
    }

    private static byte[] MakePartial(AuthenticationKey key, byte[] padding)
    {
        IsisPduWriter writer = new(new byte[1492], IsisPduType.Level2PartialSequence, new PartialSequenceHeader(new IsisNodeId(SystemId.FromValue(5), 0)));
        Assert.True(writer.AddAuthentication(key));
        Assert.True(writer.Add(IsisTlvType.Padding, padding));
        return writer.Finish().ToArray();
    }

    private static byte[] MakeHello(AuthenticationKey key)
    {
        IsisPduWriter writer = new(new byte[1492], new PointToPointHelloHeader(IsisLevels.Level2, SystemId.FromValue(5), 3, 1));
        Assert.True(writer.AddAuthentication(key));
        Assert.True(writer.Add(IsisTlvType.AreaAddresses, [3, 0x49, 0, 1]));
        return writer.Finish().ToArray();
    }

    private static byte[] MakeLsp(AuthenticationKey key, ushort lifetime)
    {
        LspHeader header = new(lifetime, new LspId(SystemId.FromValue(5), 0, 0), 9, 0, LspFlags.Level2);
        IsisPduWriter writer = new(new byte[1492], IsisPduType.Level2LinkState, header);
        Assert.True(writer.AddAuthentication(key));
        Assert.True(writer.Add(IsisTlvType.AreaAddresses, [3, 0x49, 0, 1]));
        byte[] lsp = writer.Finish().ToArray();
        Assert.True(LspChecksum.IsValid(lsp));
        return lsp;
    }
}
