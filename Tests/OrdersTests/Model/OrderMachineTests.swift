import MeshCore
import OrdersAPI
import Testing

@testable import Orders

@Suite("The states of an order")
struct OrderMachineTests {
    private static let steps: [OrderStep] = [
        .pay(captured: Sample.eur(2500)), .ship(Tracking(carrier: "DHL", number: "1")), .deliver,
        .cancel(reason: "late"),
    ]

    @Test("follow each other in one direction", arguments: OrderState.allCases)
    func allowed(state: OrderState) {
        let allowed = Self.steps.filter { OrderMachine.transition(from: state, by: $0) != nil }.map(\.state)
        let expected: [OrderState] =
            switch state {
            case .placed: [.paid, .cancelled]
            case .paid: [.shipped, .cancelled]
            case .shipped: [.delivered]
            case .delivered, .cancelled: []
            }
        #expect(allowed == expected)
    }

    @Test("ask for what belongs to them")
    func asked() {
        let cancel = OrderStep.cancel(reason: nil)
        #expect(
            OrderMachine.transition(from: .placed, by: cancel)
                == OrderTransition(change: .cancelled, money: .void, stock: .release))
        #expect(
            OrderMachine.transition(from: .paid, by: cancel)
                == OrderTransition(change: .cancelled, money: .refund, stock: .restock))
    }

    @Test("are kept with their times, and each makes a version")
    func taken() throws {
        let start = Timestamp(milliseconds: 1000)
        var order = Sample.order(at: start)
        for (number, step) in Self.steps.dropLast().enumerated() {
            (order, _) = try OrderMachine.take(step, on: order, at: start + .seconds(number))
        }
        #expect(order.state == .delivered && order.version == 4 && order.payment.captured == Sample.eur(2500))
        #expect(order.paidAt == start && order.shippedAt == start + .seconds(1) && order.tracking?.number == "1")
        #expect(throws: OrdersError.notAllowed(.cancelled, from: .delivered)) {
            try OrderMachine.take(.cancel(reason: nil), on: order, at: start)
        }
        let early = try OrderMachine.take(.cancel(reason: "late"), on: Sample.order(at: start), at: start - .seconds(9))
        #expect(early.order.updatedAt == start && early.order.cancelReason == "late")
    }
}
