/// What a diagnostic is about.
package enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
    // The codes of AWS's ValidateStateMachineDefinition.
    case invalidJSON = "INVALID_JSON_DESCRIPTION"
    case missingDescription = "MISSING_DESCRIPTION"
    case schema = "SCHEMA_VALIDATION_FAILED"
    case missingTarget = "MISSING_TRANSITION_TARGET"
    case missingEnd = "MISSING_END_STATE"
    case duplicateStateName = "DUPLICATE_STATE_NAME"
    case invalidStateName = "INVALID_STATE_NAME"
    case duplicateLabel = "DUPLICATE_LABEL_NAME"
    case invalidLabel = "INVALID_LABEL_NAME"
    case tooDeeplyNested = "TOO_DEEPLY_NESTED"
    case invalidJSONata = "INVALID_JSONATA_EXPRESSION"
    case unsupportedJSONata = "UNSUPPORTED_JSONATA_EXPRESSION"
    case invalidVariableName = "INVALID_VARIABLE_NAME"
    case reservedVariableName = "RESERVED_VARIABLE_NAME"
    case noDollar = "NO_DOLLAR"
    case noPath = "NO_PATH"
    case staticResult = "PASS_RESULT_IS_STATIC"

    // What we look for beyond AWS; always warnings.
    case endlessLoop = "ENDLESS_LOOP"
    case unknownErrorName = "UNKNOWN_ERROR_NAME"
    case handlerNeverMatches = "HANDLER_NEVER_MATCHES"
    case undefinedVariable = "UNDEFINED_VARIABLE"
    case payloadTooLarge = "PAYLOAD_TOO_LARGE"
    case ignoredField = "IGNORED_FIELD"
    case timing = "TIMING"

    /// How grave it is.
    package var severity: DiagnosticSeverity {
        switch self {
        case .invalidJSON, .missingDescription, .schema, .missingTarget, .missingEnd, .duplicateStateName,
            .invalidStateName, .duplicateLabel, .invalidLabel, .tooDeeplyNested, .invalidJSONata, .unsupportedJSONata,
            .invalidVariableName, .reservedVariableName:
            .error
        case .noDollar, .noPath, .staticResult, .endlessLoop, .unknownErrorName, .handlerNeverMatches,
            .undefinedVariable, .payloadTooLarge, .ignoredField, .timing:
            .warning
        }
    }
}
