/// What a timer of ``LoopTimers`` tells.
package protocol LoopTimerTarget: AnyObject {
    /// The timer's time has come; its token is spent.
    func timerFired()
}
