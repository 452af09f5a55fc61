using System;
using System.Management.Automation;

namespace InventoryTools.Errors;

/// <summary>Why a property of an object can't be recorded.</summary>
/// <param name="Property">The attribute that the property would have become.</param>
/// <param name="Reason">What stands in the way.</param>
internal sealed record PropertyProblem(string Property, Exception Reason)
{
    /// <summary>Whether it is the expression of a calculated property that failed, not its result.</summary>
    public bool IsExpression => Reason is not AttributeTextException;

    /// <summary>The reason as one sentence.</summary>
    public string Sentence => (IsExpression ? "Its expression failed: " : "") + Message.TrimEnd('.') + ".";

    /// <summary>The id of the error record that tells of it.</summary>
    public string ErrorId => (Reason as AttributeTextException)?.Problem switch
    {
        null => "CalculatedPropertyFailed",
        AttributeTextProblem.Secret => "PropertyIsSecret",
        AttributeTextProblem.Code => "PropertyIsCode",
        AttributeTextProblem.GetterFailed => "PropertyGetterFailed",
        AttributeTextProblem.Cycle => "PropertyHasCycle",
        AttributeTextProblem.TooDeep => "PropertyTooDeep",
        _ => "PropertyHasNoText",
    };

    // That the preference was to stop is no news; what it stopped at is.
    private string Message => Reason is ActionPreferenceStopException stopped
        ? stopped.ErrorRecord.Exception.Message
        : Reason.Message;
}
