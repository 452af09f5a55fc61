using System.Collections;
using System.Globalization;
using System.Security;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class AttributeTextProblemTests
{
    private static readonly AttributeText s_text = new(ClrObjectAdapter.Instance);

    [Fact]
    public void A_secret_is_refused_wherever_it_stands()
    {
        AssertProblem(AttributeTextProblem.Secret, "", new SecureString());
        AssertProblem(AttributeTextProblem.Secret, ".Password", new NetworkCredentialLike());
        AssertProblem(
            AttributeTextProblem.Secret, "[1].key", new object[] { 1, new Hashtable { ["key"] = new SecureString() } });
    }

    [Fact]
    public void Code_is_refused() => AssertProblem(AttributeTextProblem.Code, "[0]", new object[] { () => 1 });

    [Fact]
    public void An_object_with_nothing_but_its_type_is_refused()
    {
        AssertProblem(AttributeTextProblem.NoText, "", new object());
        AssertProblem(AttributeTextProblem.NoText, ".a", new Hashtable { ["a"] = new object() });
    }

    [Fact]
    public void A_getter_that_throws_is_named_with_its_reason()
    {
        AttributeTextException problem = AssertProblem(AttributeTextProblem.GetterFailed, ".Broken", new Throwing());
        Assert.Contains("out of order", problem.Message, StringComparison.Ordinal);
        AssertProblem(AttributeTextProblem.GetterFailed, "", Enumerable.Range(0, 3).Select(_ => Throw()));
    }

    [Fact]
    public void What_throws_when_it_is_read_is_a_problem_of_the_value_and_no_crash()
    {
        AssertProblem(AttributeTextProblem.GetterFailed, "", new Silent());
        AssertProblem(AttributeTextProblem.GetterFailed, "[1]", new object[] { 1, new Silent() });
        AssertProblem(AttributeTextProblem.GetterFailed, ".a", new Hashtable { ["a"] = new Silent() });
        AssertProblem(AttributeTextProblem.GetterFailed, "", new SilentNumber());
        AssertProblem(AttributeTextProblem.GetterFailed, "", new SilentList());
        AssertProblem(AttributeTextProblem.GetterFailed, ".Span", new Memory<byte>([1, 2]));
    }

    [Fact]
    public void A_cycle_is_found_and_the_same_object_twice_is_none()
    {
        Hashtable cycle = [];
        cycle["self"] = cycle;
        AssertProblem(AttributeTextProblem.Cycle, ".self", cycle);
        Hashtable shared = new() { ["X"] = 1 };
        Assert.Equal("[{\"X\":1},{\"X\":1}]", s_text.Convert(new object[] { shared, shared }));
    }

    [Theory]
    [InlineData(AttributeJson.MaxDepth, false)]
    [InlineData(AttributeJson.MaxDepth + 1, true)]
    public void Nesting_ends_somewhere(int depth, bool isTooDeep)
    {
        Hashtable value = new() { ["leaf"] = 1 };
        for (int i = 1; i < depth; i++)
        {
            value = new Hashtable { ["x"] = value };
        }

        AttributeTextException? problem = Record.Exception(() => s_text.Convert(value)) as AttributeTextException;
        Assert.Equal(isTooDeep ? AttributeTextProblem.TooDeep : null, problem?.Problem);
    }

    private static int Throw() => throw new InvalidOperationException("out of order");

    private static AttributeTextException AssertProblem(AttributeTextProblem problem, string path, object value)
    {
        AttributeTextException thrown = Assert.Throws<AttributeTextException>(() => s_text.Convert(value));
        Assert.Equal((problem, path), (thrown.Problem, thrown.Path));
        return thrown;
    }

    private sealed class NetworkCredentialLike
    {
        public SecureString Password { get; } = new();
    }

    private sealed class Silent
    {
        public override string ToString() => Throw().ToString(CultureInfo.InvariantCulture);
    }

    private sealed class SilentNumber : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => Throw().ToString(formatProvider);
    }

    private sealed class SilentList : IEnumerable
    {
        public IEnumerator GetEnumerator() => throw new InvalidOperationException("out of order");
    }

    private sealed class Throwing
    {
        public int Broken => Throw();
    }
}
