import MeshCore

extension TemplateFailure {
    /// A path of a field that leads nowhere.
    ///
    /// - Parameter searched: What the path was read from: the input, the context object or a variable.
    static func notFound(_ path: String, field: String, in searched: JSONValue) -> TemplateFailure {
        TemplateFailure(
            "The JSONPath '\(path)' specified for the field '\(field)' could not be found in the input "
                + "'\(StatesText.json(searched))'")
    }

    /// A path in an intrinsic call that leads nowhere; the words name the whole expression and the state's input.
    static func notFound(argument path: String, of expression: String, input: JSONValue) -> TemplateFailure {
        TemplateFailure(
            "The function '\(expression)' had the following error: The JsonPath argument for the field '\(path)' could "
                + "not be found in the input '\(StatesText.json(input))'")
    }

    /// A reference path that meets something else than it needs on its way.
    static func conflict(_ message: String) -> TemplateFailure {
        TemplateFailure(error: "States.ReferencePathConflict", message)
    }

    /// A path of a Choice rule that leads nowhere.
    static func invalidCondition(_ path: String) -> TemplateFailure {
        TemplateFailure("Invalid path '\(path)': The choice state's condition path references an invalid value.")
    }

    /// An intrinsic function that cannot do with its arguments.
    static func intrinsic(_ call: String, _ reason: String) -> TemplateFailure {
        TemplateFailure("There was an error while evaluating the intrinsic function: \(call). \(reason)")
    }
}
