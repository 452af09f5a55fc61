using FsCheck.Xunit;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain Zürich 東京 \U0001F600 a\\b", "plain Zürich 東京 \U0001F600 a\\b")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("\u009b2J\u0000\u007f\b", "\\u009B2J\\u0000\\u007F\\u0008")]
    [InlineData("one\r\n\t  two\rthree", "one two three")]
    [InlineData("a\u202eb\u200bc\u2028d\u2029e\ufefff", "a\\u202Eb\\u200Bc\\u2028d\\u2029e\\uFEFFf")]
    [InlineData("tag \U000E0041", "tag \\U000E0041")]
    [InlineData("family \U0001F468\u200d\U0001F469", "family \U0001F468\u200d\U0001F469")]
    public void What_a_terminal_obeys_is_shown(string text, string visible) =>
        Assert.Equal(visible, VisibleText.Of(text));

    // An attribute can't hold half of a character.
    [Fact]
    public void Half_of_a_character_is_shown() => Assert.Equal("\\uD83D half", VisibleText.Of('\ud83d' + " half"));

    [Fact]
    public void A_text_that_is_visible_is_the_same_object()
    {
        string text = new('x', 10);
        Assert.Same(text, VisibleText.Of(text, 10));
    }

    [Fact]
    public void A_long_text_is_cut_between_characters_and_its_length_told()
    {
        Assert.Equal("xxxx… (1,234 characters)", VisibleText.Of(new string('x', 1234), 4));
        Assert.Equal("xxx… (5 characters)", VisibleText.Of("xxx\U0001F600", 4));
    }

    [Property]
    public void No_text_has_a_control_character_afterwards_and_twice_is_once(string? text)
    {
        string visible = VisibleText.Of(text ?? "");
        Assert.DoesNotContain(visible, char.IsControl);
        Assert.Equal(visible, VisibleText.Of(visible));
    }
}
