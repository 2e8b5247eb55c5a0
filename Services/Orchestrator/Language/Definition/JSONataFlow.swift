/// How data passes through a state in JSONata mode.
struct JSONataFlow: Sendable {
    var arguments: JSONataTemplate?
    var output: JSONataTemplate?
}
