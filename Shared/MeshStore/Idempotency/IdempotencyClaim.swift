/// The right to carry out the request with a key.
package struct IdempotencyClaim: Sendable, Hashable {
    /// The key.
    package let key: IdempotencyKey
    /// The row's number, new with every claim, so that a straggler cannot finish a claim that was taken over from it.
    let number: Int64
}
