/// A simulated task waits for something that no task of the simulation will do: a deadlock, or a real clock in the logic.
package struct SimulationStalled: Error {}
