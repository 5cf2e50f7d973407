"""stand-in.py ADDRESS: owns names of system services on a bus, answers each call with nothing, and prints it."""
import sys

import dbus
import dbus.lowlevel
import dbus.mainloop.glib
from gi.repository import GLib

SERVICES = {
    "org.freedesktop.timedate1": "/org/freedesktop/timedate1",
    "org.freedesktop.locale1": "/org/freedesktop/locale1",
    "org.freedesktop.NetworkManager": "/org/freedesktop/NetworkManager",
}


def text(argument):
    if isinstance(argument, dbus.Array):
        return ",".join(map(text, argument))
    return str(bool(argument)).lower() if isinstance(argument, dbus.Boolean) else str(argument)


def answer(connection, message):
    print(message.get_interface() + "." + message.get_member(), *map(text, message.get_args_list()), flush=True)
    connection.send_message(dbus.lowlevel.MethodReturnMessage(message))
    return dbus.lowlevel.HANDLER_RESULT_HANDLED


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
for name, path in SERVICES.items():
    bus.request_name(name)
    bus._register_object_path(path, answer)
print("ready", flush=True)
GLib.MainLoop().run()
