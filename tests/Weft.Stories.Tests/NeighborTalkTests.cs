using CsCheck;
using Weft.Wire;

namespace Weft.Stories.Tests;

public sealed class NeighborTalkTests
{
    private static readonly MacAddress s_gateway = MacAddress.FromValue(0x0000_5E00_020A);
    private static readonly MacAddress s_host = MacAddress.FromValue(0x0257_4600_0001);
    private static readonly IpAddress s_own4 = IpAddress.Parse("10.1.0.11");
    private static readonly IpAddress s_own6 = IpAddress.Parse("2001:db8:1::11");

    public static TheoryData<string> Targets => ["10.1.0.1", "2001:db8:1::1"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void AQuestionIsForItsTargetAlone(string text)
    {
        IpAddress target = IpAddress.Parse(text);
        byte[] question = Question(target);
        Assert.True(NeighborTalk.IsQuestion(question, target));
        Assert.False(NeighborTalk.IsQuestion(question, target.IsIpv6 ? s_own6 : s_own4));
        Assert.Null(NeighborTalk.Answer(question, target));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void AnAnswerGivesTheMacOfItsTarget(string text)
    {
        IpAddress target = IpAddress.Parse(text);
        byte[] answer = Answer(target, NeighborFlags.Solicited | NeighborFlags.Override);
        Assert.Equal(s_gateway, NeighborTalk.Answer(answer, target));
        Assert.Null(NeighborTalk.Answer(answer, target.IsIpv6 ? s_own6 : s_own4));
        Assert.False(NeighborTalk.IsQuestion(answer, target));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void WhatAGatewayAnnouncesUnaskedIsNoAnswer(string text)
    {
        IpAddress target = IpAddress.Parse(text);
        Assert.Null(NeighborTalk.Answer(HostFrames.Announcement(s_gateway, target), target));
    }

    [Fact]
    public void AnyFrameIsReadWithoutAnException() => Gen.Byte.Array[0, 128].Sample(frame =>
    {
        NeighborTalk.IsQuestion(frame, s_own4);
        NeighborTalk.IsQuestion(frame, s_own6);
        NeighborTalk.Answer(frame, s_own4);
        NeighborTalk.Answer(frame, s_own6);
    });

    private static byte[] Question(IpAddress target) =>
        target.IsIpv6 ? HostFrames.Solicitation(s_host, s_own6, target) : HostFrames.ArpRequest(s_host, s_own4, target);

    private static byte[] Answer(IpAddress target, NeighborFlags flags)
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        int length = target.IsIpv6
            ? FrameWriter.NeighborAdvertisement(frame, s_host, s_gateway, target, s_own6, new NeighborMessage(flags, target), s_gateway)
            : FrameWriter.Arp(frame, s_host, s_gateway, new ArpPacket(ArpOperation.Reply, s_gateway, target, s_host, s_own4));
        return frame[..length];
    }
}
