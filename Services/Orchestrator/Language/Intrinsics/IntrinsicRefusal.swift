/// Why an intrinsic function cannot do with its arguments, in the words of Step Functions.
struct IntrinsicRefusal: Error, Hashable, Sendable {
    let reason: String
}
