using InventoryTools.Model;

namespace InventoryTools;

/// <summary>The reason for which a value can't be converted to text.</summary>
public enum AttributeTextProblem
{
    /// <summary>The value is a secret, such as a SecureString.</summary>
    Secret,

    /// <summary>The value is code, such as a script block.</summary>
    Code,

    /// <summary>The value has no text but the name of its own type.</summary>
    NoText,

    /// <summary>Reading the value threw.</summary>
    GetterFailed,

    /// <summary>The value contains itself.</summary>
    Cycle,

    /// <summary>The value is nested deeper than <see cref="AttributeJson.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>The value was cut off when it was serialized: only a part or the name of its type is left.</summary>
    CutOff,
}

/// <summary>
/// A value can't be converted to an attribute's text without loss or a change of meaning. The message is one sentence
/// about the value; <see cref="Path"/> is its place inside the converted value.
/// </summary>
public sealed class AttributeTextException : Exception
{
    private readonly string _what;

    private AttributeTextException(AttributeTextProblem problem, string path, string what, Exception? inner)
        : base(null, inner)
    {
        Problem = problem;
        Path = path;
        _what = what;
    }

    /// <summary>The problem.</summary>
    public AttributeTextProblem Problem { get; }

    /// <summary>
    /// The place inside the value, such as <c>.Owner.Password</c> or <c>[3]</c>; empty for the value itself.
    /// </summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string Message =>
        VisibleText.Of(Path.Length == 0 ? $"The value {_what}." : $"The value at '{Path}' {_what}.");

    /// <summary>Reading a property of the converted value threw <paramref name="thrown"/>.</summary>
    public static AttributeTextException GetterFailed(string property, Exception thrown) =>
        new(AttributeTextProblem.GetterFailed, "." + property, "could not be read: " + thrown.Message, thrown);

    /// <summary>Reading the converted value itself threw <paramref name="thrown"/>.</summary>
    public static AttributeTextException ReadFailed(Exception thrown) =>
        new(AttributeTextProblem.GetterFailed, "", "could not be read: " + thrown.Message, thrown);

    /// <summary>All that is left of the value is the name of its type.</summary>
    public static AttributeTextException CutOff(string type) => Of(
        AttributeTextProblem.CutOff,
        $"was cut off on its way through a job, another session or a file: only '{type}' is left of it");

    /// <summary>The value is of a type that serialization leaves a part of.</summary>
    public static AttributeTextException Broken(string type) => Of(
        AttributeTextProblem.CutOff,
        $"was a {type.Substring(type.LastIndexOf('.') + 1).Split('`')[0]}, of which a job, another session or a file "
            + "leaves a part only: send it as a hashtable or as its JSON text");

    /// <summary>The value is a map in which a name is twice.</summary>
    public static AttributeTextException NameTwice(string name) =>
        Of(AttributeTextProblem.NoText, $"has the name '{name}' twice");

    internal static AttributeTextException Of(AttributeTextProblem problem, string what) =>
        new(problem, "", what, inner: null);

    /// <summary>The same for a value that has the converted value at a place.</summary>
    internal AttributeTextException In(string place) => new(Problem, place + Path, _what, InnerException);

    /// <summary>Converts a part of a value. The exception has the place of the part before its own.</summary>
    internal static void Inside(string place, Action convert) => Inside(place, () =>
    {
        convert();
        return true;
    });

    /// <inheritdoc cref="Inside(string, Action)"/>
    internal static T Inside<T>(string place, Func<T> convert)
    {
        try
        {
            return convert();
        }
        catch (AttributeTextException inner)
        {
            throw inner.In(place);
        }
    }
}
