/// A call that a function ended with, to be made when that function has been left.
final class TailCall {
    let call: CallNode
    let input: Value
    let frame: Frame

    init(_ call: CallNode, input: Value, frame: Frame) {
        self.call = call
        self.input = input
        self.frame = frame
    }
}
