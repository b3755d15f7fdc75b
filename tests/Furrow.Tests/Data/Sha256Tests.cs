using System.Security.Cryptography;
using System.Text;
using Furrow.Data;

namespace Furrow.Tests.Data;

public sealed class Sha256Tests
{
    // The examples that FIPS 180-4 is published with.
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void It_hashes_the_published_examples(string text, string hash) =>
        Assert.Equal(hash, Sha256.Hex(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_length_around_a_block_hashes_as_the_framework_hashes_it()
    {
        byte[] data = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 31 + i / 7))];
        for (int length = 0; length <= data.Length; length++)
        {
            Assert.Equal(SHA256.HashData(data.AsSpan(0, length)), Sha256.Hash(data.AsSpan(0, length)));
        }
    }

    [Fact]
    public void What_is_long_hashes_the_same()
    {
        byte[] data = new byte[(1 << 16) + 1];
        data[^1] = 1;
        Assert.Equal(Convert.ToHexStringLower(Sha256.Hash(data)), Sha256.Hex(data));
    }
}
