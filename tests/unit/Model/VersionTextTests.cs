using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class VersionTextTests
{
    [Theory]
    [InlineData("3.3.4515.0", "3.3.4514.9", 1)]
    [InlineData("3.3.4515.0", "3.3.987.0", 1)]
    [InlineData("3.10", "3.9", 1)]
    [InlineData("3.10", "3.10.0", 0)]
    [InlineData("03.010", "3.10", 0)]
    [InlineData("0", "0.0", 0)]
    [InlineData("10", "9.9.9", 1)]
    [InlineData("1.1.1k", "1.1.1", 1)]
    [InlineData("1.1.1k", "1.1.1W", -1)]
    [InlineData("1.1.1k", "1.1.2", -1)]
    [InlineData("7.88.1-10+deb12u5", "7.88", 1)]
    [InlineData("1.", "1", 1)]
    [InlineData("123456789012345678901234567890.1", "123456789012345678901234567890", 1)]
    [InlineData("n/a", "1", null)]
    [InlineData("", "1", null)]
    [InlineData(".1", "1", null)]
    public void Versions_are_in_the_order_of_their_numbers(string left, string right, int? order)
    {
        Assert.Equal(order, VersionText.Compare(left, right) is int forth ? Math.Sign(forth) : null);
        Assert.Equal(-order, VersionText.Compare(right, left) is int back ? Math.Sign(back) : null);
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("3.3.4515.0", true)]
    [InlineData("3.", false)]
    [InlineData("3..3", false)]
    [InlineData("3.3a", false)]
    [InlineData("v3", false)]
    [InlineData("-3", false)]
    [InlineData("", false)]
    public void Dotted_numbers_are_recognised(string text, bool isNumeric) =>
        Assert.Equal(isNumeric, VersionText.IsNumeric(text));
}
