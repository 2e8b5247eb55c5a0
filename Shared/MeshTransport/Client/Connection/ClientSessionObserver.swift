/// What the owner of a client connection is told, on the connection's event loop.
package protocol ClientSessionObserver: AnyObject {
    /// The connection stands and the peer's SETTINGS came: requests may be sent. Told once at most.
    func sessionBecameReady(_ session: any ClientSession)

    /// The peer takes no new requests on it (GOAWAY) and finishes those that are open.
    func sessionIsDraining(_ session: any ClientSession)

    /// More exchanges may be opened after it had none available.
    func sessionRegainedExchanges(_ session: any ClientSession)

    /// The connection could not be made, or is over; its exchanges were told before. Told once, and last.
    func sessionClosed(_ failure: ExchangeFailure)
}
