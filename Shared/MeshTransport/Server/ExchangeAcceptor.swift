/// Takes a request: called on the connection's event loop with the exchange on which the answer goes out, the request's head, and
/// whether that is all of it.
///
/// - Returns: Who is told of the rest of the request and of failures.
package typealias ExchangeAcceptor =
    @Sendable (_ exchange: any Exchange, _ head: HeaderBlock, _ end: ExchangeEnd) -> any ExchangeDelegate
