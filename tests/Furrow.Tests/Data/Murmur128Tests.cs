using System.Text;
using Furrow.Data;

namespace Furrow.Tests.Data;

public sealed class Murmur128Tests
{
    // What other implementations of it test themselves with.
    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [InlineData("hello, world", "342fac623a5ebc8e4cdcbc079642414d")]
    [InlineData("The quick brown fox jumps over the lazy dog.", "cd99481f9ee902c9695da1a38987b6e7")]
    public void It_is_the_hash_that_others_know_by_this_name(string text, string expected)
    {
        (ulong first, ulong second) = Murmur128.Hash(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, $"{first:x16}{second:x16}");
    }

    [Fact]
    public void Every_bit_of_every_length_counts()
    {
        HashSet<(ulong, ulong)> hashes = [];
        for (int length = 0; length < 40; length++)
        {
            byte[] data = new byte[length];
            Assert.True(hashes.Add(Murmur128.Hash(data)));
            for (int bit = 0; bit < length * 8; bit++)
            {
                data[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(hashes.Add(Murmur128.Hash(data)));
                data[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }
}
