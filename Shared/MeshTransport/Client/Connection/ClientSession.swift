/// An established connection to one endpoint on which exchanges are opened: HTTP/2 in the mesh, memory in tests.
///
/// It lives on one event loop and every member is used there only.
package protocol ClientSession: AnyObject {
    /// How many more exchanges may be opened now; 0 once it drains.
    var availableExchanges: Int { get }

    /// How many exchanges are open.
    var openExchanges: Int { get }

    /// Grows whenever bytes come from the peer: the sign of life.
    var receivedByteCount: UInt64 { get }

    /// Opens an exchange by sending a request's head.
    ///
    /// - Throws: When none may be opened now; nothing was sent then.
    func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> any Exchange

    /// Asks the peer for a sign of life; the answer shows in ``receivedByteCount``.
    func ping()

    /// Ends the connection as soon as no exchange is open, at once when none is; no new one may be opened.
    func drain()

    /// Ends the connection at once: open exchanges fail with this failure.
    func close(_ failure: ExchangeFailure)
}
