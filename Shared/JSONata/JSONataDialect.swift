/// Which flavour of the language an expression is written in.
package enum JSONataDialect: Hashable, Sendable {
    /// JSONata 2.0 as its documentation has it, without `$eval`.
    case standard
    /// What Step Functions takes: `$partition`, `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse` are there, and
    /// since an expression of a state has no input document, `$`, `$$` and bare field names are refused where they
    /// would mean it.
    case statesLanguage
}
